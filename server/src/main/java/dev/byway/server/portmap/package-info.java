/// Telling clients where our programs are (RFC 1833): by registering with a machine's rpcbind
/// ([dev.byway.server.portmap.RpcbindClient]), or by being the port mapper ourselves where there is
/// none ([dev.byway.server.portmap.PortmapProgram]).
package dev.byway.server.portmap;
