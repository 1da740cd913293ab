package dev.byway.vfs;

/// The answer of a write.
///
/// @param count bytes written; may be fewer than asked, and is then not an error
/// @param committed at least what was asked for
/// @param change of the file, before and after
/// @param verifier see [OpenFile#commit]
public record Written(int count, Stability committed, Change change, long verifier) {}
