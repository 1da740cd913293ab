/// NFS version 3 (RFC 1813): one file a procedure, in the RFC's order, each the walk from arguments
/// to results. [dev.byway.server.nfs3.NfsDoor] is what they share: from a file handle and a
/// credential to a node and a caller, from an errno to a status, from attributes to `fattr3`.
package dev.byway.server.nfs3;
