"""The labelled corpus: its plans become Word and PDF files, its labels become items and faults."""
