"""Asking the web for pages, politely: one request, and what has to be known before and after it."""
