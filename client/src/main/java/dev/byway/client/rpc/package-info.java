/// ONC RPC over TCP from the caller's side (RFC 5531), made for latency: the calling thread writes
/// its own request, and one of the threads that wait reads for all of them. No event loop, so no
/// hand-over between threads where one call is in flight.
///
/// [dev.byway.client.rpc.RpcClient] is what others use: it picks one of several connections.
/// `RpcConnection` holds the calls in flight across reconnects and decides who reads, `Answers`
/// ends them and tells who waits. A `Conversation` is one TCP connection (`Link`) and how far it
/// was read: `RecordReader` takes records apart, `ReplySpin` decides how long a reader spins before
/// it sleeps. `Outgoing` writes requests, `Deadlines` says when a call has waited for long enough.
package dev.byway.client.rpc;
