#include "output/line_writer.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "output/descriptor.hpp"

namespace occur::cli {

line_writer::line_writer(int descriptor)
    : line_writer([descriptor](std::string_view text) { return write_all(descriptor, text); }) {}

line_writer::line_writer(std::function<int(std::string_view)> taker)
    : taker_(std::move(taker)),
      buffer_(new char[capacity]),
      at_(buffer_.get()),
      end_(buffer_.get() + capacity) {}

void line_writer::write(std::string_view text) {
  while (!text.empty()) {
    const std::size_t part = std::min(text.size(), capacity);
    char* to = reserve(part);
    std::memcpy(to, text.data(), part);
    commit(to + part);
    text.remove_prefix(part);
  }
}

void line_writer::flush() noexcept {
  const auto size = static_cast<std::size_t>(at_ - buffer_.get());
  if (failure_ == 0 && size > 0) failure_ = taker_({buffer_.get(), size});
  at_ = buffer_.get();
}

}  // namespace occur::cli
