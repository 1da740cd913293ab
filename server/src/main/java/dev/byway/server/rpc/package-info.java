/// ONC RPC version 2 (RFC 5531), the server's side: from a record to a procedure and back. Programs
/// (NFS, MOUNT, portmap, LOCALIO) implement [dev.byway.server.rpc.RpcProgram] and
/// [dev.byway.server.rpc.RpcProcedure]; all else in here is the road to them: dispatch,
/// credentials, the duplicate request cache, workers, statistics.
package dev.byway.server.rpc;
