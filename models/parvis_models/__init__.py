"""The translation models of Parvis: weights, reference model, ONNX graph, packs, evaluation."""
