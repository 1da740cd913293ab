package dev.byway.vfs.local;

import dev.byway.linux.Fd;
import dev.byway.vfs.LentFile;

record Lent(Fd file, boolean widensRights) implements LentFile {
  @Override
  public int fd() {
    return file.number();
  }

  @Override
  public void close() {
    file.close();
  }
}
