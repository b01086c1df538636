"""Clean: from raw bytes to exact Simplified text with the way back to the page."""
