package dev.byway.nio;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The JDK's own file system, which the contract must be true of.
class OnDiskChannelsTest extends ChannelContract {
  @TempDir Path temp;

  @Override
  Path open() {
    return temp;
  }

  @Override
  void close() {}
}
