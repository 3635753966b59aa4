"""The ONNX graph, its parity certificate and its passport."""
