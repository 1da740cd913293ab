package dev.byway.vfs;

import dev.byway.base.ErrnoException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// An open file of a room on a network, where a transfer needs no thread while it is under way:
/// many at once cost no more than their buffers. What it does is what [OpenFile#read] and
/// [OpenFile#write] do, but that each is one request, which may end short or be refused by a busy
/// server; the straight calls are there for who meets that. Any thread.
public interface AsyncFile extends OpenFile {
  /// A request under way.
  interface Transfer<R> {
    /// What came of it, once it is done.
    ///
    /// @throws ErrnoException as the straight call, and EAGAIN when the server says to come again
    R result() throws ErrnoException;

    /// Waits until it is done, and does what is to be done for that (reads replies, others' too).
    /// One thread at a time may join a transfer; nobody needs to.
    ///
    /// @throws ErrnoException EINTR the thread is interrupted; the transfer goes on
    void join() throws ErrnoException;
  }

  /// Begins to read.
  ///
  /// @param dst filled from its position to its limit; belongs to the transfer until it is done
  /// @param whenDone called once, by any thread, perhaps before this returns: it must not wait for
  ///     other calls
  /// @throws ErrnoException as [OpenFile#read]; EAGAIN too much is under way; ENOTSUP not now, nor
  ///     of this buffer: make the straight call. `whenDone` is not called then
  Transfer<Integer> beginRead(
      Caller caller, ByteBuffer dst, long offset, Consumer<Transfer<Integer>> whenDone)
      throws ErrnoException;

  /// Begins to write, as [#beginRead].
  ///
  /// @param src its position stays
  Transfer<Written> beginWrite(
      Caller caller,
      ByteBuffer src,
      long offset,
      Stability stability,
      Consumer<Transfer<Written>> whenDone)
      throws ErrnoException;
}
