#pragma once

#include <array>
#include <string_view>

/// @file
/// Internal data of sentence segmentation: abbreviations after which a sentence goes on even if a capital or a digit
/// follows. Lower case, without the last full stop, between spaces. An abbreviation that often ends a sentence ("etc.")
/// is not among them.

namespace parvis::detail {

struct Abbreviations {
  std::string_view language;
  std::string_view tokens;
};

inline constexpr std::array<Abbreviations, 17> kAbbreviations{{
    {"fr",
     " m mm mme mmes mlle mlles me mes dr drs pr prof mgr st ste sts art arts al alin p pp ex p.ex n no nos nº n° t "
     "vol chap ch fig tab réf ref "
     "cf c.-à-d i.e éd ed env max min tél tel fax av ave bd boul bld rte imp all pl rés bât bat app appt apt esc ét cr "
     "dép dept arr sect "
     "par lo r.* l.* d.* décr circ ann int ext nb rép adj adm dir sté éts ets "
     "janv févr fév avr juil sept oct nov déc lun mar mer jeu ven sam dim ndlr resp hab "},
    {"en",
     " mr mrs ms mx dr prof st sr jr rev hon art no nos p pp par para sec ch chap fig vol ed eds e.g eg i.e ie cf vs "
     "viz approx tel ext dept "
     "gov est jan feb mar apr jun jul aug sep sept oct nov dec apt bldg "},
    {"ar", " د أ م ص ت ج هـ ق.م ص.ب أ.د م.م إلخ "},
    {"es",
     " sr sra srta sres sras d dña dr dra prof lic ing art arts pág págs p pp n núm núms nº n° no ej p.ej vol cap fig "
     "ed cf tel tfno teléf "
     "av avda c ctra pza pl izq dcha dpto apdo exp ref aprox máx mín ud uds vd vds ee.uu ene feb mar abr jun jul ago "
     "sept oct nov dic "},
    {"pt",
     " sr sra srs sras dr dra drs d eng prof profa art arts pág págs p pp n nº n° núm ex p.ex vol cap fig ed cf tel "
     "telef av r lg pç trav "
     "dto esq apt ref aprox máx mín jan fev mar abr mai jun jul ago set out nov dez "},
    {"it",
     " sig sigg sig.ra sigra sig.na dott dott.ssa dr prof prof.ssa avv ing geom rag art artt pag pagg p pp n nn num es "
     "p.es ad.es vol cap "
     "fig ed cfr tel ecc v.le p.za via c.so int scala lett co comma cod rif gen feb mar apr mag giu lug ago set ott "
     "nov dic "},
    {"de",
     " hr fr dr prof dipl ing mag st art abs nr nrn s bzw ca z.b z d.h u.a u.ä o.ä ggf gem vgl usw. evtl inkl exkl max "
     "min tel str pl "
     "bd hrsg abb tab kap ziff lit vs sog bspw zzgl i.d.r i.v.m a.d geb verh wg jan feb mär apr jun jul aug sep sept "
     "okt nov dez "},
    {"tr",
     " dr prof doç av sn bkz örn s sf ör no md fık mah cad sok sk apt blv bul kat d tel vb. yy çev haz ltd şti a.ş t.c "
     "tc hz "
     "oca şub mar nis may haz tem ağu eyl eki kas ara "},
    {"ru",
     " г гг ул д дом корп кв стр пр просп пер пл обл р-н пос см ср т т.е т.к т.н и.о им проф акад д-р ст п пп ч гл рис "
     "табл тел факс "
     "руб коп тыс млн млрд мин макс прим напр др.-рус янв февр фев мар апр июн июл авг сент сен окт нояб ноя дек №"
     " г-н г-жа "},
    {"uk",
     " р рр вул буд корп кв обл р-н пров просп бул пл м с смт ст п пп ч гл див пор т т.зв т.д т.п і.о ім проф акад д-р "
     "рис табл тел факс "
     "грн коп тис млн млрд мін макс прим напр січ лют бер квіт трав черв лип серп вер жовт лист груд "},
    {"ro",
     " dl dna d-na d-l dlui dr prof ing av art alin lit pct nr pag p pp cap vol fig ex p.ex cf tel str bd b-dul șos al "
     "bl sc et ap jud com sf "
     "sec min max aprox ian feb mar apr iun iul aug sept oct noi nov dec "},
    {"pl",
     " p pan dr hab prof mgr inż lek adw ks św art ust pkt lit par nr poz rozdz s str ul al pl os m lok woj pow gm tel "
     "fax np tzn tj tzw m.in "
     "ok ww zob por im godz r w zł gr tys mln mld min maks przyp sty lut mar kwi maj cze lip sie wrz paź lis gru "},
    {"zh", " mr mrs dr no p vol "},
    {"fa", " د م ص ج ش ه ق.م ص.پ "},
    {"ps", " د م ص ج ه "},
    {"vi", " ts ths gs pgs bs ks cn tp q p đ t h x tt tx stt sđt đt vd v.d tr ds mr mrs dr "},
    {"sq",
     " z znj zj dr prof ing av art nr neni pika par f fq faqe p.sh psh sh dmth d.m.th rr bul tel kap vol fig shën "
     "jan shk mar pri maj qer korr gush sht tet nën dhj "},
}};

/// Abbreviations that are also words ("no", "par", "via"): they count only where a number follows.
inline constexpr std::string_view kOnlyBeforeNumber = " no nos par all int via sec mar dim set out kat bul mag kas ";

/// Words after which a single capital letter is a name ("permis B", "annexe A"): the sentence may end there.
inline constexpr std::string_view kLetteredThings =
    " permis catégorie categorie vitamine hépatite plan annexe type classe groupe cadre section formulaire case "
    "bâtiment option lettre "
    "visa volet tableau zone niveau partie étape série bac hall escalier porte lot colonne ligne pièce document point "
    "article "
    "category class annex part box appendix kategorie klasse anhang teil categoría anexo categoria allegato categorie "
    "anexa kategoria "
    "категория категории категорія приложение додаток ek sınıf kategori ";

}  // namespace parvis::detail
