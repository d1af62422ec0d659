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

/// An option that was given a value which it does not take: `--json=yes`.
std::optional<refusal> needless_value(std::span<const std::string_view> arguments,
                                      const std::vector<option>& known) {
  for (const std::string_view argument : arguments) {
    if (!argument.starts_with("--") || argument.find('=') == std::string_view::npos) continue;
    const std::string_view name = option_name(argument);
    const auto is_it = [name](const option& o) {
      return o.value.empty() && std::ranges::count(names_of(o), name) > 0;
    };
    if (!std::ranges::any_of(known, is_it)) continue;
    return usage_error(fmt::format("{} takes no value", name), fmt::format("write {}", name));
  }
  return std::nullopt;
}

/// The option that ends the arguments without the value it needs.
refusal missing_value(std::span<const std::string_view> arguments) {
  const std::string_view last = arguments.empty() ? "" : arguments.back();
  return usage_error(
      fmt::format("{} needs a value", last.starts_with("--") ? option_name(last) : last),
      "--help says which");
}

/// Whether one of the arguments may be this option: `--zone` or `--zone=UTC`; `-z`,
/// `-zUTC` or `-az`.
bool may_be_among(std::span<const std::string_view> arguments, const option& o) {
  const auto may_be = [](std::string_view argument, std::string_view name) {
    if (!is_option(argument)) return false;
    const bool is_long = argument.starts_with("--");
    if (name.starts_with("--")) return is_long && argument.starts_with(name);
    return !is_long && argument.find(name[1]) != std::string_view::npos;
  };
  const auto names = names_of(o);
  return std::ranges::any_of(names, [&](std::string_view name) {
    return std::ranges::any_of(arguments, [&](std::string_view a) { return may_be(a, name); });
  });
}

/// Declares an option of these names.
struct declaration {
  CLI::App& app;
  std::string_view names;

  void operator()(bool* given) const {
    app.add_flag_callback(std::string{names}, [given] { *given = true; });
  }

  void operator()(std::optional<std::string>* given) const {
    app.add_option_function<std::string>(std::string{names},
                                         [given](const std::string& v) { *given = v; })
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }

  void operator()(std::vector<std::string>* given) const {
    app.add_option(std::string{names}, *given)->allow_extra_args(false);
  }
};

}  // namespace

// CLI11 compares each option with all before it, when it is declared and when
// it is looked for. So it is told only of those that the arguments may name.
outcome<operands> option_reader::read(std::span<const std::string_view> arguments) const {
  const auto terminator = std::find(arguments.begin(), arguments.end(), std::string_view{"--"});
  const auto ours = arguments.first(static_cast<std::size_t>(terminator - arguments.begin()));
  if (auto needless = needless_value(ours, declared_)) return *std::move(needless);
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (std::size_t i = 0; i < declared_.size(); ++i)
    if (may_be_among(ours, declared_[i]))
      std::visit(declaration{app, declared_[i].names}, targets_[i]);
  try {
    app.parse(std::vector<std::string>(ours.rbegin(), ours.rend()));
  } catch (const CLI::ParseError&) {
    return missing_value(ours);
  }
  operands others{app.remaining()};
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
