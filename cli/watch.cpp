#include "watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <vector>

#include "occur/clock_face.hpp"
#include "listing.hpp"
#include "nothing.hpp"
#include "output/line_writer.hpp"
#include "output/relative.hpp"

namespace occur::cli {
namespace {

class watcher final : public host::listener {
 public:
  watcher(const selection& of, const request& r, const call& c, host& machine)
      : of_(of),
        request_(r),
        call_(c),
        machine_(machine),
        faces_(clock_faces(of.sets(), r.in.shown)),
        colors_(colors(c.color, c.around, c.around.output_is_terminal)),
        replaces_(c.around.output_is_terminal && !c.around.dumb_terminal),
        out_(c.around.output) {
    // OCCUR_NOW says when the watch begins; from there on its clock goes.
    if (c.around.now) ahead_ = r.in.now - machine.now();
  }

  int run() {
    while (!interrupted_ && out_.is_open()) {
      request_.in.now = date::floor<seconds>(now());
      request_.from = request_.in.now;
      if (!draw()) return nothing_left();
      wait();
    }
    return finished();
  }

  void clock_changed() override { changes_at_ = {}; }
  void output_read(process_id /*from*/, bool /*from_errors*/, std::string_view /*bytes*/) override {
  }
  void output_ended(process_id /*from*/) override {}
  void process_ended(process_id /*which*/, const exit_status& /*how*/) override {}
  void files_changed() override {}
  void woken() override {}

  void signal_arrived(int number) override {
    interrupted_ = interrupted_ || number == SIGINT || number == SIGTERM || number == SIGHUP;
    // Whoever was in the foreground meanwhile has written below the list.
    if (number == SIGCONT) lines_ = 0;
    if (number == SIGCONT) changes_at_ = {};
  }

 private:
  [[nodiscard]] wall_time now() const { return machine_.now() + ahead_; }

  /// Writes the list; whether there is one.
  bool draw() {
    stream all{of_};
    all.seek(*request_.from);
    const std::size_t before = drawn_;
    const std::size_t replaced = lines_;
    std::array<occurrence, block_size> held{};
    std::unique_ptr<formatter> format;
    std::uint64_t left = limit();
    lines_ = 0;
    changes_at_ = date::sys_seconds::max();
    while (left > 0) {
      const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left, block_size));
      const auto got = read_ahead(all, request_, std::span{held}.first(most));
      if (got.empty()) break;
      if (!format) begin_list(replaced, before > 0);
      if (!format) format = formatter_from(got.front(), of_, request_, colors_);
      format->print(got, out_);
      for (const occurrence& o : got) note_change(o);
      lines_ += got.size();
      left -= got.size();
    }
    if (replaces_ && format) out_.write("\x1b[?7h");
    out_.flush();
    if (format) ++drawn_;
    return format != nullptr;
  }

  /// Long lines are cut rather than broken, so that the list has as many lines as occurrences.
  void begin_list(std::size_t replaced, bool again) {
    if (!replaces_) {
      if (again) out_.write("\n");
      return;
    }
    if (replaced > 0) out_.write(fmt::format("\x1b[{}A\r\x1b[J", replaced));
    out_.write("\x1b[?7l");
  }

  [[nodiscard]] std::uint64_t limit() const {
    if (!replaces_) return request_.limit;
    const unsigned rows = std::max(call_.around.output_rows, 2U);
    return std::min<std::uint64_t>(request_.limit, rows - 1);
  }

  /// When the line of an occurrence reads otherwise, or is no longer in the list.
  void note_change(const occurrence& o) {
    const vantage from{request_.in.now, request_.in.where};
    date::sys_seconds at = o.time + seconds{1};
    if (request_.format.name == format_name::human) {
      at = from.now + text_lasts(faces_[o.set], o, from);
    }
    changes_at_ = std::min(changes_at_, at);
  }

  void wait() {
    while (!interrupted_ && now() < changes_at_) {
      machine_.wait(wall_time{changes_at_} - ahead_, std::nullopt, *this);
    }
  }

  int nothing_left() {
    call_.talk.note(explain_nothing(of_, request_));
    return static_cast<int>(drawn_ > 0 ? exit_code::done : exit_code::nothing);
  }

  int finished() {
    // The terminal has written ^C where the next prompt goes.
    if (replaces_ && out_.is_open()) out_.write("\r\x1b[K");
    out_.flush();
    if (out_.is_open() || out_.failure() == EPIPE) return static_cast<int>(exit_code::done);
    return call_.talk.error(io_error("cannot write", out_.failure()));
  }

  const selection& of_;
  request request_;
  const call& call_;
  host& machine_;
  std::vector<clock_face> faces_;
  palette colors_;
  bool replaces_;
  line_writer out_;
  microseconds ahead_{0};
  std::size_t drawn_ = 0;  ///< how many lists
  std::size_t lines_ = 0;  ///< of the last of them
  date::sys_seconds changes_at_{};
  bool interrupted_ = false;
};

}  // namespace

int watch(const selection& of, const request& r, const call& c, host& machine) {
  return watcher{of, r, c, machine}.run();
}

}  // namespace occur::cli
