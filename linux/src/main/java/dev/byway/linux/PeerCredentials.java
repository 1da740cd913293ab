package dev.byway.linux;

/// `struct ucred`: who is at the other end of a UNIX socket, in the terms of our own namespaces.
///
/// @param pid 0 when the peer is in a process namespace that we cannot see into
/// @param uid effective, unsigned; the overflow uid (65534) when ours has no number for it
/// @param gid effective, unsigned; likewise
public record PeerCredentials(int pid, int uid, int gid) {}
