package org.clustershare.oidc.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Body of an answer with a size limit. A larger body fails, so an issuer cannot fill the memory.
 */
final class LimitedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
  private @Nullable Subscription subscription;
  private long remaining;

  LimitedBody(long limit) {
    this.remaining = limit;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return bytes.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    bytes.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    remaining -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (remaining >= 0) {
      bytes.onNext(buffers);
      return;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    bytes.onError(new IOException("the answer is too large"));
  }

  @Override
  public void onError(Throwable problem) {
    bytes.onError(problem);
  }

  @Override
  public void onComplete() {
    if (remaining >= 0) {
      bytes.onComplete();
    }
  }
}
