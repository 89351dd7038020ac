//! Texts for readers, as they come out.
