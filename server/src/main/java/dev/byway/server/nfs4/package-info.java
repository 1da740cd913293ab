/// NFS version 4, minor versions 1 and 2 (RFC 8881, RFC 7862, RFC 8276): one file an operation.
/// [dev.byway.server.nfs4.Compound] runs the operations of a call one after the other, straight
/// from the call's bytes into the reply's; what clients hold lies in [dev.byway.server.state].
package dev.byway.server.nfs4;
