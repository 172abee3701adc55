"""What a timeline is: pure values, no input or output, no Textual, no Rich."""
