#include "options.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "occur/nearest.hpp"

namespace occur::cli {

struct option_reader::parser {
  CLI::App app;
};

namespace {

bool is_option(std::string_view argument) {
  return argument.size() > 1 && argument.starts_with('-');
}

/// `--form` of `--form=json`, `-x` of `-xyz`.
std::string_view option_name(std::string_view argument) {
  return argument.starts_with("--") ? argument.substr(0, argument.find('='))
                                    : argument.substr(0, 2);
}

refusal unknown_option(std::string_view argument, const std::vector<option>& known) {
  const std::string_view name = option_name(argument);
  std::vector<std::string_view> names;
  for (const option& o : known) {
    const auto more = names_of(o);
    names.insert(names.end(), more.begin(), more.end());
  }
  std::string hint;
  if (name.starts_with("--")) hint = did_you_mean(nearest(name, names));
  if (hint.empty()) hint = "--help lists the options";
  return usage_error(fmt::format("unknown option \"{}\"", name), std::move(hint));
}

/// The option that ends the arguments without the value it needs.
refusal missing_value(std::span<const std::string_view> arguments) {
  const std::string_view last = arguments.empty() ? "" : arguments.back();
  return usage_error(
      fmt::format("{} needs a value", last.starts_with("--") ? option_name(last) : last),
      "--help says which");
}

}  // namespace

option_reader::option_reader() : parser_(std::make_unique<parser>()) {
  parser_->app.set_help_flag();
  parser_->app.allow_extras();
}

option_reader::~option_reader() = default;

void option_reader::flag(option declared, bool& given) {
  parser_->app.add_flag_callback(std::string{declared.names}, [&given] { given = true; });
  declared_.push_back(std::move(declared));
}

void option_reader::value(option declared, std::optional<std::string>& given) {
  parser_->app
      .add_option_function<std::string>(std::string{declared.names},
                                        [&given](const std::string& v) { given = v; })
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  declared_.push_back(std::move(declared));
}

void option_reader::values(option declared, std::vector<std::string>& given) {
  parser_->app.add_option(std::string{declared.names}, given)->allow_extra_args(false);
  declared_.push_back(std::move(declared));
}

outcome<operands> option_reader::read(std::span<const std::string_view> arguments) {
  const auto terminator = std::find(arguments.begin(), arguments.end(), std::string_view{"--"});
  const auto ours = arguments.first(static_cast<std::size_t>(terminator - arguments.begin()));
  std::vector<std::string> reversed(ours.rbegin(), ours.rend());
  try {
    parser_->app.parse(std::move(reversed));
  } catch (const CLI::ParseError&) {
    return missing_value(ours);
  }
  operands others{parser_->app.remaining()};
  const auto unknown = std::find_if(others.words.begin(), others.words.end(), is_option);
  if (unknown != others.words.end()) return unknown_option(*unknown, declared_);
  others.before_dashes = others.words.size();
  others.has_dashes = terminator != arguments.end();
  if (others.has_dashes) others.words.insert(others.words.end(), terminator + 1, arguments.end());
  return others;
}

std::vector<std::string_view> names_of(const option& o) {
  std::vector<std::string_view> names;
  for (std::string_view rest = o.names; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(','));
    names.push_back(name);
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
  }
  return names;
}

refusal unknown_word(std::string_view option, std::string_view value,
                     std::span<const std::string_view> words) {
  return value_error(option, value,
                     {error_code::unknown_name,
                      fmt::format("{} knows no \"{}\"", option, value),
                      {0, value.size()},
                      fmt::format("it takes {}", fmt::join(words, ", "))});
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace occur::cli
