/// ONC RPC version 2, RFC 5531: what comes before the arguments and the results of every call.
///
/// | message part | section | type |
/// |---|---|---|
/// | call header | §9 `rpc_msg` with `call_body` | [CallHeader] |
/// | reply header | §9 `rpc_msg` with `reply_body` | [ReplyHeader] |
/// | credential, verifier | §8.2 `opaque_auth` | [OpaqueAuth] |
/// | AUTH_SYS | appendix A `authsys_parms` | [AuthSys] |
/// | record marking on streams | §11 | [RecordMark] |
package dev.byway.wire.rpc;
