package dev.byway.client.rpc;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What carries the calls of an [RpcConnection]: the conversation of the moment, which may break,
/// and is then replaced, with all that has no reply sent again, in order and with the old xids.
///
/// All methods with the connection's lock, which [#connect] gives up meanwhile.
final class Transport {
  private static final System.Logger LOG = System.getLogger(Transport.class.getName());

  /// A call that was answered with garbage so often fails.
  private static final int GARBLED_MAX = 3;

  private final InetSocketAddress server;
  private final RpcSettings settings;
  private final ReentrantLock lock;
  private final InFlight inFlight;
  private final SendQueue queue;
  private final Answers answers;
  private final ReplySpin spin = new ReplySpin();
  private Conversation conversation;
  private boolean broken;
  private long connections = 1;

  /// Connects.
  ///
  /// @throws ErrnoException ECONNREFUSED, EHOSTUNREACH, ETIMEDOUT and the like
  Transport(
      InetSocketAddress server,
      RpcSettings settings,
      ReentrantLock lock,
      InFlight inFlight,
      SendQueue queue,
      Answers answers)
      throws ErrnoException {
    this.server = server;
    this.settings = settings;
    this.lock = lock;
    this.inFlight = inFlight;
    this.queue = queue;
    this.answers = answers;
    try {
      this.conversation = Conversation.begin(server, settings, answers, queue, spin);
    } catch (IOException e) {
      throw ConnectFailure.errno(e).exception("cannot connect to " + server);
    }
  }

  /// The present conversation, or the last one if it is broken.
  Conversation conversation() {
    return conversation;
  }

  boolean isBroken() {
    return broken;
  }

  /// How often it connected.
  long connections() {
    return connections;
  }

  /// Gives a conversation up.
  ///
  /// @return false when that was done already
  boolean breakOff(Conversation with, @Nullable String why) {
    if (broken || with != conversation) {
      return false;
    }
    broken = true;
    LOG.log(System.Logger.Level.DEBUG, "connection to {0} given up: {1}", server, why);
    with.link.close();
    return true;
  }

  /// Takes the calls back from a broken conversation that nobody reads from any more.
  void settle() {
    queue.stop(inFlight);
    RpcCall call = conversation.interrupted();
    if (call != null && call.state == RpcCall.State.RECEIVING) {
      call.state = RpcCall.State.WAITING;
      ByteBuffer sink = call.sink();
      if (sink != null) {
        sink.position(call.sinkStart);
      }
    }
  }

  /// Connects anew, for [#resume].
  ///
  /// @return null when the server is not there
  @Nullable Conversation connect() {
    lock.unlock();
    try {
      return Conversation.begin(server, settings, answers, queue, spin);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "cannot connect to {0} again: {1}", server, e.getMessage());
      return null;
    } finally {
      lock.lock();
    }
  }

  /// Goes on with a new conversation, and lines up again what has no reply.
  void resume(Conversation fresh) {
    conversation = fresh;
    broken = false;
    connections++;
    queue.restart(resendable());
  }

  /// The calls to send again; those that get garbage every time fail.
  private List<RpcCall> resendable() {
    List<RpcCall> calls = new ArrayList<>();
    for (RpcCall call : inFlight.inOrder()) {
      if (call.garbled >= GARBLED_MAX) {
        answers.endEarly(call, Errno.EPROTO.exception("garbage from " + server));
      } else if (call.state != RpcCall.State.NEW) {
        calls.add(call);
      }
    }
    return calls;
  }
}
