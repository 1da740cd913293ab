package dev.byway.vfs;

/// What statfs(2) tells; sizes in bytes, unsigned.
///
/// @param availableBytes free to callers who are not the superuser
/// @param blockSize the unit that the disk allocates
public record FsStat(
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long totalFiles,
    long freeFiles,
    long availableFiles,
    int blockSize) {}
