#include "occur/schedule_file.hpp"

#include "runner/toml.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <sstream>

#include "occur/json_text.hpp"
#include "occur/nearest.hpp"
#include "occur/schedule.hpp"
#include "result/piece.hpp"
#include "runner/placeholders.hpp"
#include "runner/toml_text.hpp"

namespace occur {
namespace {

using detail::quoted;

constexpr std::string_view run_hint =
    R"(write run = ["notify-send", "hello"], or shell = "..." for a line that sh reads)";

/// The kind of a value as messages name it.
std::string_view kind_of(const toml::node& n) {
  switch (n.type()) {
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

void append_json(std::string& to, const toml::node& n);

void append_json(std::string& to, const toml::array& list) {
  to += '[';
  for (const toml::node& element : list) {
    if (to.back() != '[') to += ',';
    append_json(to, element);
  }
  to += ']';
}

void append_json(std::string& to, const toml::table& table) {
  to += '{';
  bool first = true;
  for (const auto& [key, value] : table) {
    if (!first) to += ',';
    first = false;
    append_json_string(to, key.str());
    to += ':';
    append_json(to, value);
  }
  to += '}';
}

std::string float_text(double number) {
  return std::isfinite(number) ? fmt::format("{}", number) : std::string{"null"};
}

/// A value of TOML as JSON; dates and times become text.
void append_json(std::string& to, const toml::node& n) {
  n.visit([&to](const auto& value) {
    using kind = std::decay_t<decltype(value)>;
    if constexpr (toml::is_table<kind> || toml::is_array<kind>) {
      append_json(to, value);
    } else if constexpr (toml::is_string<kind>) {
      append_json_string(to, *value);
    } else if constexpr (toml::is_floating_point<kind>) {
      to += float_text(*value);
    } else if constexpr (toml::is_integer<kind> || toml::is_boolean<kind>) {
      to += fmt::format("{}", *value);
    } else {
      std::ostringstream text;
      text << *value;
      append_json_string(to, text.str());
    }
  });
}

std::string json_of(const toml::table& table) {
  std::string made;
  append_json(made, table);
  return made;
}

/// What the tables of a file share while they are read: where things stand, and
/// what is wrong with them.
class file_text {
 public:
  explicit file_text(std::string_view text) : text_(text), lines_(text) {}

  [[nodiscard]] span place(const toml::source_region& r) const {
    const std::size_t begin = lines_.byte_at(r.begin.line, r.begin.column);
    const std::size_t end = lines_.byte_at(r.end.line, r.end.column);
    return {begin, std::max(begin, end)};
  }
  [[nodiscard]] span place(const toml::node& n) const { return place(n.source()); }
  [[nodiscard]] span place(const toml::key& k) const {
    const std::size_t begin = place(k.source()).begin;
    const bool is_quoted = begin < text_.size() && (text_[begin] == '"' || text_[begin] == '\'');
    if (!is_quoted) return {begin, std::min(begin + k.str().size(), text_.size())};
    const std::size_t close = text_.find(text_[begin], begin + 1);
    return {begin, close == std::string_view::npos ? text_.size() : close + 1};
  }

  /// An error in a string's value, moved to where that stands in the file.
  [[nodiscard]] error moved(error e, const toml::node& string) const {
    e.where =
        detail::place_in_string(text_, place(string), *string.value<std::string_view>(), e.where);
    return e;
  }

 private:
  std::string_view text_;
  detail::line_index lines_;
};

/// What a table says of a schedule: one of the file, or the defaults of all.
struct saying {
  std::optional<zone> where;
  std::optional<schedule> when;
  command what;
  policies how;
  std::optional<output_setting> output;
  std::string context;
  std::string summary;
};

/// Reads one table. Each reader of a key leaves errors in `found` and goes on.
class table_reader {
 public:
  table_reader(const file_text& text, const schedule_file_options& options, std::string owner,
               schedule_file& found)
      : text_(text), options_(options), owner_(std::move(owner)), found_(found) {}

  /// Whether all of it could be read.
  bool read(const toml::table& table, bool is_schedule, saying& into) {
    const std::size_t errors_before = found_.errors.size();
    check_keys(table, is_schedule);
    if (table.contains("run") && table.contains("shell")) {
      complain(error_code::conflict, "run and shell exclude each other", key_place(table, "shell"),
               std::string{run_hint});
    }
    for (const key_reader& k : key_readers) {
      if (is_schedule || !k.of_schedules) read_key(table, k, into);
    }
    for (const std::string_view name : policy_names()) read_policy(table, name, into);
    if (is_schedule) read_when(table, into);
    return found_.errors.size() == errors_before;
  }

 private:
  struct key_reader {
    std::string_view name;
    bool of_schedules;  ///< not of the defaults
    void (table_reader::*read)(const toml::node& value, saying& into);
  };
  static const std::array<key_reader, 9> key_readers;

  void complain(error e) {
    e.message = owner_ + ": " + e.message;
    found_.errors.push_back(std::move(e));
  }
  void complain(error_code code, std::string message, span where, std::string hint) {
    complain(error{code, std::move(message), where, std::move(hint)});
  }
  void warn(error e) {
    e.message = owner_ + ": " + e.message;
    found_.warnings.push_back(std::move(e));
  }

  [[nodiscard]] span key_place(const toml::table& table, std::string_view name) const {
    return text_.place(table.find(name)->first);
  }

  void wrong_kind(std::string_view key, std::string_view wanted, const toml::node& value,
                  std::string hint) {
    complain(error_code::syntax, fmt::format("{} is {}, not {}", key, wanted, kind_of(value)),
             text_.place(value), std::move(hint));
  }

  void check_keys(const toml::table& table, bool is_schedule) {
    std::vector<std::string_view> names;
    for (const key_reader& k : key_readers) {
      if (is_schedule || !k.of_schedules) names.push_back(k.name);
    }
    names.insert(names.end(), policy_names().begin(), policy_names().end());
    for (const auto& [key, value] : table) {
      if (std::find(names.begin(), names.end(), key.str()) != names.end()) continue;
      unknown_key(key, names);
    }
  }

  void unknown_key(const toml::key& key, std::span<const std::string_view> names) {
    const auto is_named = [&key](const key_reader& k) { return k.name == key.str(); };
    if (std::any_of(key_readers.begin(), key_readers.end(), is_named)) {
      complain(error_code::conflict, fmt::format("{} is no default", key.str()), text_.place(key),
               "it belongs to a [schedule.\"id\"]");
      return;
    }
    std::string hint = did_you_mean(nearest(key.str(), names));
    if (hint.empty()) hint = fmt::format("keys are {}", fmt::join(names, ", "));
    complain(error_code::unknown_name, fmt::format("unknown key {}", quoted(key.str())),
             text_.place(key), std::move(hint));
  }

  void read_key(const toml::table& table, const key_reader& k, saying& into) {
    if (const toml::node* value = table.get(k.name)) (this->*k.read)(*value, into);
  }

  /// The text of a value; nothing, and an error, where it is none.
  std::optional<std::string_view> text_of(std::string_view key, const toml::node& value,
                                          std::string hint) {
    const auto text = value.value_exact<std::string_view>();
    if (!text) wrong_kind(key, "text", value, std::move(hint));
    if (!text || text->find('\0') == std::string_view::npos) return text;
    complain(error_code::syntax, fmt::format("{} holds a NUL", key), text_.place(value),
             "leave it out");
    return std::nullopt;
  }

  void read_policy(const toml::table& table, std::string_view name, saying& into) {
    const toml::node* value = table.get(name);
    if (value == nullptr) return;
    std::string text;
    if (const auto number = value->value_exact<std::int64_t>()) {
      text = fmt::format("{}", *number);
    } else if (const auto words = value->value_exact<std::string_view>()) {
      text = *words;
    } else {
      wrong_kind(name, "text", *value, fmt::format(R"(write {} = "...")", name));
      return;
    }
    auto done = set_policy(into.how, name, text);
    if (done) return;
    error e = std::move(done.error());
    e.message = fmt::format("{}: {}", name, e.message);
    complain(value->is_string() ? text_.moved(std::move(e), *value) : placed(std::move(e), *value));
  }

  [[nodiscard]] error placed(error e, const toml::node& value) const {
    e.where = text_.place(value);
    return e;
  }

  void read_zone(const toml::node& value, saying& into) {
    const auto name = text_of("zone", value, R"(write zone = "Europe/Zagreb")");
    if (!name) return;
    auto found = zone::find(*name);
    if (found) {
      into.where = *found;
    } else {
      complain(text_.moved(std::move(found.error()), value));
    }
  }

  void read_run(const toml::node& value, saying& into) {
    const toml::array* list = value.as_array();
    if (list == nullptr || list->empty()) {
      wrong_kind("run", "a list of words, the first of them a command", value,
                 std::string{run_hint});
      return;
    }
    into.what.arguments.clear();
    for (const toml::node& word : *list) read_argument(word, into);
  }

  void read_argument(const toml::node& word, saying& into) {
    const auto text = text_of("a word of run", word, R"(put it in quotes)");
    if (!text) return;
    if (into.what.arguments.empty() && text->empty()) {
      complain(error_code::missing, "the command of run has no name", text_.place(word),
               std::string{run_hint});
    }
    auto parsed = detail::argument_template::parse(*text);
    if (!parsed) complain(text_.moved(std::move(parsed.error()), word));
    into.what.arguments.emplace_back(*text);
  }

  void read_shell(const toml::node& value, saying& into) {
    const auto line = text_of("shell", value, R"(write shell = "echo hello")");
    if (!line) return;
    into.what.arguments = shell_arguments(*line);
  }

  void read_context(const toml::node& value, saying& into) {
    const toml::table* table = value.as_table();
    if (table == nullptr) {
      wrong_kind("context", "a table", value, R"(write context = { name = "..." })");
    } else {
      into.context = json_of(*table);
    }
  }

  void read_summary(const toml::node& value, saying& into) {
    if (const auto text = text_of("summary", value, R"(write summary = "...")")) {
      into.summary = *text;
    }
  }

  void read_environment(const toml::node& value, saying& into) {
    const toml::table* table = value.as_table();
    if (table == nullptr) {
      wrong_kind("env", "a table", value, R"(write env = { NAME = "value" })");
      return;
    }
    for (const auto& [name, text] : *table) read_variable(name, text, into);
  }

  void read_variable(const toml::key& name, const toml::node& value, saying& into) {
    const bool is_name = !name.str().empty() && name.str().find_first_of(std::string_view{
                                                    "=\0", 2}) == std::string_view::npos;
    if (!is_name) {
      complain(error_code::syntax, fmt::format("{} is no name of a variable", quoted(name.str())),
               text_.place(name), "a name has no = in it");
      return;
    }
    const auto text = text_of(name.str(), value, "variables are text: put it in quotes");
    if (!text) return;
    auto& all = into.what.variables;
    const auto same = [&](const auto& v) { return v.first == name.str(); };
    std::erase_if(all, same);
    all.emplace_back(name.str(), *text);
  }

  void read_folder(const toml::node& value, saying& into) {
    const auto path = text_of("cwd", value, R"(write cwd = "/srv")");
    if (!path) return;
    into.what.folder = (std::filesystem::path{options_.folder} / *path).string();
  }

  void read_output(const toml::node& value, saying& into) {
    const auto text = text_of("output", value, R"(write output = "prefix")");
    if (!text) return;
    auto read = parse_output(*text);
    if (!read) {
      complain(text_.moved(std::move(read.error()), value));
      return;
    }
    if (read->mode == output_mode::file) {
      read->path = (std::filesystem::path{options_.folder} / read->path).string();
    }
    into.what.output = into.what.errors = route_of(*read);
    into.output = std::move(*read);
  }

  void read_when(const toml::table& table, saying& into) {
    const toml::node* value = table.get("when");
    if (value == nullptr) {
      complain(error_code::missing, "it says not when", text_.place(table),
               R"(add when = "every monday at 9:00")");
      return;
    }
    const auto text = text_of("when", *value, R"(write when = "every monday at 9:00")");
    if (!text) return;
    const zone& where = into.where ? *into.where : options_.where;
    auto read = parse_schedule(*text, text_form::detect, set_options_in(where),
                               phrase_options{.now = options_.now, .where = where});
    if (!read) {
      complain(text_.moved(std::move(read.error()), *value));
      return;
    }
    for (error& e : read->warnings) warn(text_.moved(std::move(e), *value));
    into.when = std::move(read->value);
  }

  [[nodiscard]] set_options set_options_in(const zone& where) const {
    set_options o;
    const start_kind kind = where.is_utc() ? start_kind::utc : start_kind::zoned;
    o.default_start = start{kind, where.to_local(options_.now), where};
    o.reading_zone = where;
    o.strict = options_.strict;
    return o;
  }

  void skip(const toml::node& /*value*/, saying& /*into*/) {}

  const file_text& text_;
  const schedule_file_options& options_;
  std::string owner_;
  schedule_file& found_;
};

// `when` is read last, in the zone that the table names.
const std::array<table_reader::key_reader, 9> table_reader::key_readers{
    {{"when", true, &table_reader::skip},
     {"zone", false, &table_reader::read_zone},
     {"run", false, &table_reader::read_run},
     {"shell", false, &table_reader::read_shell},
     {"context", true, &table_reader::read_context},
     {"summary", true, &table_reader::read_summary},
     {"env", false, &table_reader::read_environment},
     {"cwd", false, &table_reader::read_folder},
     {"output", false, &table_reader::read_output}}};

entry entry_of(std::string id, saying&& said) {
  entry e{.id = std::move(id), .when = selection{std::move(said.when->sets)}};
  if (!said.what.arguments.empty()) e.what = std::move(said.what);
  e.how = said.how;
  e.context = std::move(said.context);
  e.summary = std::move(said.summary);
  return e;
}

class file_reader {
 public:
  file_reader(std::string_view text, const schedule_file_options& options)
      : text_(text), options_(options) {}

  schedule_file read(const toml::table& top) {
    saying defaults;
    defaults.how = options_.how;
    defaults.what = options_.what;
    std::string written;
    for (const auto& [key, value] : top) check_table(key, value);
    if (const toml::table* table = top["defaults"].as_table()) {
      are_defaults_whole_ =
          table_reader{text_, options_, "[defaults]", found_}.read(*table, false, defaults);
      written = json_of(*table);
    }
    if (const toml::table* all = top["schedule"].as_table()) {
      for (const auto& [id, value] : *all) read_schedule(id, value, defaults, written);
    }
    detail::sort_by_place(found_.errors);
    detail::sort_by_place(found_.warnings);
    return std::move(found_);
  }

 private:
  static constexpr std::array<std::string_view, 2> tables{"defaults", "schedule"};

  void complain(error_code code, std::string message, span where, std::string hint) {
    found_.errors.push_back({code, std::move(message), where, std::move(hint)});
  }

  void check_table(const toml::key& key, const toml::node& value) {
    if (std::find(tables.begin(), tables.end(), key.str()) == tables.end()) {
      std::string hint = did_you_mean(nearest(key.str(), tables));
      if (hint.empty()) hint = R"(a file has [defaults] and any number of [schedule."id"])";
      complain(error_code::unknown_name,
               fmt::format("unknown {} {}", value.is_table() ? "table" : "key", quoted(key.str())),
               text_.place(key), std::move(hint));
    } else if (!value.is_table()) {
      complain(error_code::syntax, fmt::format("{} is a table, not {}", key.str(), kind_of(value)),
               text_.place(value), R"(a file has [defaults] and any number of [schedule."id"])");
    }
  }

  void read_schedule(const toml::key& id, const toml::node& value, const saying& defaults,
                     std::string_view written_defaults) {
    const std::string owner = fmt::format("schedule {}", quoted(id.str()));
    const toml::table* table = value.as_table();
    if (table == nullptr) {
      complain(error_code::syntax, fmt::format("{} is a table, not {}", owner, kind_of(value)),
               text_.place(value), R"([schedule."id"] begins one, its keys follow)");
      return;
    }
    if (id.str().empty()) {
      complain(error_code::missing, "a schedule needs an id", text_.place(id),
               R"(write [schedule."an id"])");
      return;
    }
    saying one = defaults;
    const bool is_whole = table_reader{text_, options_, owner, found_}.read(*table, true, one);
    if (is_whole && are_defaults_whole_) {
      auto output = std::move(one.output);
      found_.schedules.push_back({entry_of(std::string{id.str()}, std::move(one)),
                                  fmt::format("{}{}", written_defaults, json_of(*table)),
                                  std::move(output)});
    } else {
      found_.unreadable.emplace_back(id.str());
    }
  }

  file_text text_;
  const schedule_file_options& options_;
  schedule_file found_;
  bool are_defaults_whole_ = true;  ///< otherwise no schedule can go by them
};

/// `Error while parsing array: ...` without its first words.
std::string reason_of(const toml::parse_error& e) {
  constexpr std::string_view lead = "Error while parsing ";
  std::string_view words = e.description();
  if (words.starts_with(lead)) words.remove_prefix(lead.size());
  std::string line{words.substr(0, words.find('\n'))};
  return fmt::format("this is no TOML: {}", line);
}

/// The rest of a line.
span line_from(std::string_view text, std::size_t begin) {
  return {begin, std::min(text.find_first_of("\r\n", begin), text.size())};
}

error no_toml(std::string_view text, const toml::parse_error& e) {
  const bool repeats = e.description().find("cannot redefine") != std::string_view::npos;
  return {repeats ? error_code::repeated : error_code::syntax, reason_of(e),
          line_from(text, file_text{text}.place(e.source()).begin),
          repeats ? "a name may stand once"
                  : R"(lines are key = "text", [defaults] or [schedule."id"])"};
}

}  // namespace

schedule_file read_schedule_file(std::string_view text, const schedule_file_options& options) {
  schedule_file none;
  if (text.size() > largest_schedule_file) {
    none.errors = {{error_code::too_long, "a schedule file has at most 64 MiB", {}, "split it"}};
    return none;
  }
  const toml::parse_result parsed = toml::parse(text);
  if (parsed) return file_reader{text, options}.read(parsed.table());
  none.errors = {no_toml(text, parsed.error())};
  return none;
}

std::vector<std::string> shell_arguments(std::string_view line) {
  return {"/bin/sh", "-c", detail::without_placeholders(line)};
}

result<void> check_placeholders(std::string_view argument) {
  return detail::argument_template::parse(argument).map([](const auto&) {});
}

}  // namespace occur
