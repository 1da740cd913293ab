/// NFS version 4, minor versions 1 and 2: RFC 8881 (XDR in RFC 5662), RFC 7862 (RFC 7863) and RFC
/// 8276.
///
/// A call is one COMPOUND. [dev.byway.wire.nfs4.Compound4] is its head; the operations behind it
/// are read and written one at a time, each by the class that is named after it. A result begins
/// with the operation's number and status, which are the COMPOUND's affair; what follows a status
/// of NFS4_OK is the class's `Ok`, where there is anything.
package dev.byway.wire.nfs4;
