"""Who Said What: reads reviews and consultations, and answers who said what about which issue."""

__version__ = "0.1.0"
