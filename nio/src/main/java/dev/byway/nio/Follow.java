package dev.byway.nio;

import java.nio.file.LinkOption;

/// Whether a call follows a symbolic link that is the last name of its path.
final class Follow {
  private Follow() {}

  static boolean links(LinkOption... options) {
    for (LinkOption option : options) {
      switch (option) {
        case NOFOLLOW_LINKS -> {
          return false;
        }
      }
    }
    return true;
  }
}
