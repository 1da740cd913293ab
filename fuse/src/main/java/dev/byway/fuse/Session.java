package dev.byway.fuse;

import dev.byway.vfs.Vfs;

/// What the operations of one mount share.
///
/// @param writeback the kernel keeps written data: it fills pages that a program writes a part of,
///     so it also reads from files that are open for writing only
record Session(
    Vfs vfs,
    NodeTable nodes,
    OpenFiles files,
    Answers answers,
    IoRoads roads,
    Notices notices,
    Releases releases,
    boolean writeback) {}
