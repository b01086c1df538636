"""Extract: what one document says - places, dates, figures, organisations, agreements and metrics."""
