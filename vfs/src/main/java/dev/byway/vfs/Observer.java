package dev.byway.vfs;

/// Is told what others have changed in a room, as far and as soon as the room learns of it: a hint
/// for who remembers what the room said. Called by any thread, which may hold locks of the room: it
/// must neither wait nor call the room.
public interface Observer {
  /// Attributes of a node are not what they were; of a regular file perhaps its data, of a
  /// directory perhaps its names.
  void changed(Node node);

  /// A name of a directory may not be what it was.
  void changed(Node directory, Name name);
}
