package dev.byway.linux;

import dev.byway.base.ErrnoException;

/// Sessions of processes (credentials(7)).
public final class Sessions {
  private Sessions() {}

  /// Takes this process out of its terminal's session: neither Ctrl-C nor the end of the terminal
  /// reaches it any more.
  ///
  /// @throws ErrnoException EPERM it leads a process group already, as what a shell starts does
  public static void setsid() throws ErrnoException {
    Syscall.call(Abi.SETSID, 0, 0, 0);
  }
}
