#include "options.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include <algorithm>

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

refusal unknown_option(std::string_view argument, const std::vector<std::string>& known) {
  const std::string_view name = option_name(argument);
  const std::vector<std::string_view> names(known.begin(), known.end());
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

void option_reader::flag(const std::string& names, bool& given) {
  parser_->app.add_flag_callback(names, [&given] { given = true; });
}

void option_reader::value(const std::string& names, std::optional<std::string>& given) {
  parser_->app
      .add_option_function<std::string>(names, [&given](const std::string& v) { given = v; })
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void option_reader::values(const std::string& names, std::vector<std::string>& given) {
  parser_->app.add_option(names, given)->allow_extra_args(false);
}

outcome<std::vector<std::string>> option_reader::read(std::span<const std::string_view> arguments) {
  const auto terminator = std::find(arguments.begin(), arguments.end(), std::string_view{"--"});
  const auto ours = arguments.first(static_cast<std::size_t>(terminator - arguments.begin()));
  std::vector<std::string> reversed(ours.rbegin(), ours.rend());
  try {
    parser_->app.parse(std::move(reversed));
  } catch (const CLI::ParseError&) {
    return missing_value(ours);
  }
  std::vector<std::string> others = parser_->app.remaining();
  const auto unknown = std::find_if(others.begin(), others.end(), is_option);
  if (unknown != others.end()) return unknown_option(*unknown, names());
  if (terminator != arguments.end()) others.insert(others.end(), terminator + 1, arguments.end());
  return others;
}

std::vector<std::string> option_reader::names() const {
  std::vector<std::string> all;
  for (const CLI::Option* option : parser_->app.get_options()) {
    for (const std::string& name : option->get_snames()) all.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) all.push_back("--" + name);
  }
  return all;
}

refusal unknown_word(std::string_view option, std::string_view value,
                     std::span<const std::string_view> words) {
  return value_error(option, value,
                     {error_code::unknown_name,
                      fmt::format("{} knows no \"{}\"", option, value),
                      {0, value.size()},
                      fmt::format("it takes {}", fmt::join(words, ", "))});
}

}  // namespace occur::cli
