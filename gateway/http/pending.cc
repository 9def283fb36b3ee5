#include "gateway/http/pending.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace eduplan::http {

namespace asio = boost::asio;

void Pending::Push(Event event) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (closed_ || gone_) return;
  events_.push_back(std::move(event));
  // The wait and this cancel are on one strand, so no wake-up falls between check and wait.
  asio::post(wake_->get_executor(), [self = shared_from_this()] {
    if (!self->wake_) return;
    self->wake_->cancel();
    if (self->woken_) self->woken_();
  });
}

void Pending::Read(std::function<void(BodyPiece)> got) {
  Progress();
  Push(Wanted{std::move(got)});
}

void Pending::OnFailure(std::function<void(Reply)> failed) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!complete_ && !gone_ && !closed_) on_failure_ = std::move(failed);
}

void Pending::Fail(Reply reply) {
  std::function<void(Reply)> failed;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    failed.swap(on_failure_);
  }
  if (failed) failed(std::move(reply));
}

bool Pending::HasEvents() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return gone_ || !events_.empty();
}

void Pending::OnGone(std::function<void()> gone) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (complete_) return;
    if (!gone_) {
      on_gone_ = std::move(gone);
      return;
    }
  }
  gone();
}

asio::awaitable<Pending::Event> Pending::Next(std::chrono::milliseconds tick) {
  for (;;) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (gone_) co_return Gone{};
      if (!events_.empty()) {
        Event event = std::move(events_.front());
        events_.pop_front();
        co_return event;
      }
    }
    if (tick == kNoTick) {
      wake_->expires_at(asio::steady_timer::time_point::max());
    } else {
      wake_->expires_after(tick);
    }
    const auto [cancelled] = co_await wake_->async_wait(asio::as_tuple(asio::use_awaitable));
    if (!cancelled) co_return Tick{};
  }
}

void Pending::ClientIsGone() {
  std::function<void()> gone;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (closed_ || gone_) return;
    gone_ = true;
    gone = std::move(on_gone_);
    on_gone_ = nullptr;
  }
  wake_->cancel();
  if (gone) gone();
}

void Pending::Complete() {
  // Destroyed after the lock is released: they may own what calls back.
  std::function<void()> gone;
  std::function<void(Reply)> failed;
  const std::lock_guard<std::mutex> lock(mutex_);
  complete_ = true;
  gone.swap(on_gone_);
  failed.swap(on_failure_);
}

void Pending::Close() {
  std::deque<Event> events;
  std::function<void()> gone;
  std::function<void(Reply)> failed;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    gone_ = gone_ || !complete_;
    gone.swap(on_gone_);
    failed.swap(on_failure_);
    events.swap(events_);
    wake_.reset();
  }
  woken_ = nullptr;
  if (gone) gone();
}

}  // namespace eduplan::http
