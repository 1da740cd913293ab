/// ONC RPC over TCP from the caller's side (RFC 5531), made for latency: the calling thread writes
/// its own request, and one of the threads that wait reads for all of them. No event loop, so no
/// hand-over between threads where one call is in flight.
///
/// [dev.byway.client.rpc.RpcClient] is what others use: it picks one of several connections.
/// `RpcConnection` holds the calls in flight across reconnects and decides who reads, `Link` is one
/// TCP connection, `RecordReader` takes records apart, `Outgoing` writes requests, `ReplySpin`
/// decides how long a reader spins before it sleeps.
package dev.byway.client.rpc;
