#include "zone/tzif.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace occur::detail {
namespace {

constexpr std::string_view magic = "TZif";
constexpr std::size_t header_size = 44;
constexpr auto greatest_offset = std::chrono::hours{26};  // RFC 9636 3.2

std::int64_t big_endian(std::string_view bytes) {
  const bool negative = (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0;
  std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
  for (const char byte : bytes) value = (value << 8) | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

std::size_t count(std::string_view header, std::size_t at) {
  return static_cast<std::size_t>(big_endian(header.substr(at, 4)) & 0xffffffff);
}

/// The six counts in front of a data block (RFC 9636 3.1).
struct block_shape {
  std::size_t ut_marks, standard_marks, leap_seconds, changes, settings, letters;
  std::size_t time_size;

  block_shape(std::string_view header, std::size_t bytes_of_a_time)
      : ut_marks(count(header, 20)),
        standard_marks(count(header, 24)),
        leap_seconds(count(header, 28)),
        changes(count(header, 32)),
        settings(count(header, 36)),
        letters(count(header, 40)),
        time_size(bytes_of_a_time) {}

  [[nodiscard]] std::size_t size() const {
    return changes * (time_size + 1) + settings * 6 + letters + leap_seconds * (time_size + 4) +
           standard_marks + ut_marks;
  }
};

tl::unexpected<error> damaged(std::string_view what) {
  return tl::unexpected(error{error_code::syntax, std::string(what), {}, {}});
}

result<std::vector<clock_setting>> read_settings(std::string_view records,
                                                 std::string_view letters) {
  std::vector<clock_setting> settings;
  settings.reserve(records.size() / 6);
  for (; !records.empty(); records.remove_prefix(6)) {
    const std::chrono::seconds offset{big_endian(records.substr(0, 4))};
    const auto begin = static_cast<std::size_t>(static_cast<unsigned char>(records[5]));
    const auto end = letters.find('\0', begin);
    if (begin >= letters.size() || end == std::string_view::npos) {
      return damaged("an abbreviation lies outside of the file");
    }
    if (offset < -greatest_offset || offset > greatest_offset) {
      return damaged("an offset from UTC exceeds 26 hours");
    }
    settings.push_back({offset, records[4] != 0, std::string(letters.substr(begin, end - begin))});
  }
  if (settings.empty()) return damaged("it has no offset from UTC");
  return settings;
}

result<std::vector<tzif::change>> read_changes(std::string_view times, std::string_view indices,
                                               std::size_t time_size, std::size_t settings) {
  std::vector<tzif::change> changes;
  changes.reserve(indices.size());
  for (const char index : indices) {
    const date::sys_seconds at{std::chrono::seconds{big_endian(times.substr(0, time_size))}};
    const std::size_t setting = static_cast<unsigned char>(index);
    times.remove_prefix(time_size);
    if (setting >= settings) return damaged("a clock change has no offset from UTC");
    if (!changes.empty() && at <= changes.back().at) return damaged("clock changes out of order");
    changes.push_back({at, setting});
  }
  return changes;
}

result<tzif> read_block(std::string_view block, const block_shape& shape) {
  const auto take = [&block](std::size_t size) {
    const auto part = block.substr(0, size);
    block.remove_prefix(size);
    return part;
  };
  const auto times = take(shape.changes * shape.time_size);
  const auto indices = take(shape.changes);
  const auto records = take(shape.settings * 6);
  const auto letters = take(shape.letters);

  auto settings = read_settings(records, letters);
  if (!settings) return tl::unexpected(settings.error());
  auto changes = read_changes(times, indices, shape.time_size, settings->size());
  if (!changes) return tl::unexpected(changes.error());
  return tzif{std::move(*settings), std::move(*changes), std::nullopt};
}

result<std::optional<posix_rule>> read_footer(std::string_view bytes) {
  const auto end = bytes.find('\n', 1);
  if (!bytes.starts_with('\n') || end == std::string_view::npos) return damaged("it has no footer");
  const auto text = bytes.substr(1, end - 1);
  if (text.empty()) return std::nullopt;
  auto rule = posix_rule::parse(text);
  if (!rule) return damaged("its footer \"" + std::string(text) + "\" is no POSIX rule");
  return rule;
}

}  // namespace

bool looks_like_tzif(std::string_view bytes) noexcept { return bytes.starts_with(magic); }

result<tzif> read_tzif(std::string_view bytes) {
  const auto is_header = [](std::string_view text) {
    return looks_like_tzif(text) && text.size() >= header_size;
  };
  if (!is_header(bytes)) return damaged("it has no TZif header");

  // A file of version 2 or more says everything a second time, with 64-bit times.
  const bool has_second_block = bytes[4] != '\0';
  block_shape shape(bytes, 4);
  bytes.remove_prefix(header_size);
  if (has_second_block) {
    if (bytes.size() < shape.size()) return damaged("it ends too early");
    bytes.remove_prefix(shape.size());
    if (!is_header(bytes)) return damaged("it has no second TZif header");
    shape = block_shape(bytes, 8);
    bytes.remove_prefix(header_size);
  }
  if (bytes.size() < shape.size()) return damaged("it ends too early");
  if (shape.leap_seconds != 0) {
    return tl::unexpected(error{error_code::unsupported, "it counts leap seconds", {}, {}});
  }

  auto read = read_block(bytes.substr(0, shape.size()), shape);
  if (!read || !has_second_block) return read;
  auto rule = read_footer(bytes.substr(shape.size()));
  if (!rule) return tl::unexpected(rule.error());
  read->rule = std::move(*rule);
  return read;
}

}  // namespace occur::detail
