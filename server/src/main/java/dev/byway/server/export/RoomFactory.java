package dev.byway.server.export;

import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the rooms behind exports. The server does not know which kinds there are; the program that
/// puts it together does.
@FunctionalInterface
public interface RoomFactory {
  /// @param room as in [ExportSpec#room]
  /// @param state a folder that is this export's own, for what must outlive the process (an index
  ///     of handles, say); may not exist yet
  /// @throws IOException no such room; the message is for the person who configured it
  Vfs open(String room, Path state) throws IOException;
}
