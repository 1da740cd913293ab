package dev.byway.vfs.lock;

/// A lock that is held.
public record HeldLock(LockOwner owner, LockKind kind, ByteRange range) {}
