"""Small helpers over ``onnx.helper``: nodes with generated names, and initialisers kept in external files."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

CONTRIB = "com.microsoft"
_ALIGNMENT = 64  # bytes: typed views of the external file must not straddle elements


class ExternalFile:
    """Bytes of one external data file, filled tensor by tensor."""

    def __init__(self, path: str):
        self.path = path
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, name: str, array: np.ndarray) -> TensorProto:
        """Append the array. -> the initialiser that points at it."""
        padding = -self._size % _ALIGNMENT
        raw = np.ascontiguousarray(array).tobytes()
        tensor = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(array.dtype), dims=array.shape)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", self.path), ("offset", self._size + padding), ("length", len(raw))):
            tensor.external_data.add(key=key, value=str(value))
        self._parts += [b"\0" * padding, raw]
        self._size += padding + len(raw)
        return tensor

    def content(self) -> bytes:
        return b"".join(self._parts)


class Nodes:
    """Nodes of one graph or Loop body. Initialisers always go to the outer graph, whose names the body sees."""

    def __init__(self, prefix: str, outer: "Nodes | None" = None):
        self.prefix = prefix
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[TensorProto] = [] if outer is None else outer.initializers
        self._constants: dict[tuple, str] = {} if outer is None else outer._constants

    def op(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes):
        """Append a node. -> its output name, or a tuple of names."""
        at = len(self.nodes)
        names = [f"{self.prefix}{at}_{kind}" + (f"_{i}" if outputs > 1 else "") for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=f"{self.prefix}{at}_{kind}", domain=domain, **attributes))
        return names[0] if outputs == 1 else tuple(names)

    def contrib(self, kind: str, *inputs: str, **options):
        return self.op(kind, *inputs, domain=CONTRIB, **options)

    def output(self, source: str, name: str) -> str:
        """Give a value the name of a graph output."""
        self.nodes.append(helper.make_node("Identity", [source], [name], name=f"{self.prefix}{name}"))
        return name

    def constant(self, value, dtype) -> str:
        """A small initialiser inside the graph file, shared when used twice."""
        array = np.asarray(value, dtype)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            self._constants[key] = f"c{len(self._constants)}"
            self.initializers.append(numpy_helper.from_array(array, self._constants[key]))
        return self._constants[key]

    def stored(self, file: ExternalFile, name: str, array: np.ndarray) -> str:
        """An initialiser in an external file."""
        self.initializers.append(file.add(name, array))
        return name
