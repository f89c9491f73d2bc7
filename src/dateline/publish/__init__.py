"""From a checked update to pages, figures and endnotes."""
