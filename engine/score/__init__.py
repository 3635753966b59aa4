"""Scoring through ONNX Runtime."""
