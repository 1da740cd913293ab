package dev.byway.server.nlm4;

import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.wire.nlm4.Nlm4Lock;

/// What a call is about.
///
/// @param lock as the client said it
/// @param readOnly this client may only read
record LockTarget(
    NlmHost host,
    Nlm4Lock lock,
    Vfs vfs,
    Node node,
    Caller caller,
    LockOwner owner,
    ByteRange range,
    boolean readOnly) {}
