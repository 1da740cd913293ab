package dev.byway.net;

import java.nio.ByteBuffer;

/// What a connection tells its user, on the connection's own thread, which must not be held up.
public interface RecordHandler {
  /// A whole record came.
  ///
  /// @param record from position to limit, direct; valid until this returns, or longer with
  ///     [RecordConnection#keep]
  void record(RecordConnection connection, ByteBuffer record);

  /// For now there are no more records: send what was held back for sending together.
  void readComplete(RecordConnection connection);

  /// The peer reads again what it is sent: [RecordConnection#isWritable] was false for a while.
  void writable(RecordConnection connection);

  /// The connection is closed: the last call, exactly once.
  void closed(RecordConnection connection);
}
