#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

#include "parvis/errors.h"

namespace parvis {

/// A value, or the Error that explains why there is none.
///
/// The core throws nothing across its interface: a function that can refuse bad input returns a Result.
///
///     Result<Pack> pack = open_pack(manifest, files);
///     if (!pack) return pack.error();
///     use(*pack);
///
/// @tparam T  the value type: an object type other than Error
template <typename T>
class [[nodiscard]] Result {
  static_assert(!std::is_same_v<T, Error> && !std::is_reference_v<T>);

 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value. Precondition: has_value().
  [[nodiscard]] T& value() & { return *checked(std::get_if<0>(&state_)); }
  [[nodiscard]] const T& value() const& { return *checked(std::get_if<0>(&state_)); }
  [[nodiscard]] T&& value() && { return std::move(*checked(std::get_if<0>(&state_))); }

  /// The error. Precondition: !has_value().
  [[nodiscard]] Error& error() & { return *checked(std::get_if<1>(&state_)); }
  [[nodiscard]] const Error& error() const& { return *checked(std::get_if<1>(&state_)); }
  [[nodiscard]] Error&& error() && { return std::move(*checked(std::get_if<1>(&state_))); }

  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  /// The value, or `fallback` where there is none.
  [[nodiscard]] T value_or(T fallback) const& { return has_value() ? value() : std::move(fallback); }
  [[nodiscard]] T value_or(T fallback) && { return has_value() ? std::move(*this).value() : std::move(fallback); }

 private:
  template <typename P>
  static P checked(P pointer) {
    assert(pointer != nullptr && "Result read without looking whether it holds this side");
    return pointer;
  }

  std::variant<T, Error> state_;
};

/// Success without a value, or an Error. `return {};` is success.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return ok_; }
  explicit operator bool() const noexcept { return ok_; }

  /// The error. Precondition: !has_value().
  [[nodiscard]] const Error& error() const& {
    assert(!ok_);
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace parvis
