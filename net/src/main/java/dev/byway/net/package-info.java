/// Connections and framing: bytes to whole records and back.
///
/// The road of a record: Netty reads into memory that [dev.byway.net.RecordDecoder] chose, the
/// decoder finds the records in it, [dev.byway.net.RecordConnection] hands them to its
/// [dev.byway.net.RecordHandler] on the connection's own thread. Answers are made in a
/// [dev.byway.net.SendBuffer] and leave together when the last record of a read was handled.
package dev.byway.net;
