#include "transcript.hpp"

#include <sstream>
#include <stdexcept>

namespace occur::testing {
namespace {

void drop_blank_lines_at_end(std::string& text) {
  while (text.ends_with("\n\n")) text.pop_back();
  if (text == "\n") text.clear();
}

class transcript_reader {
 public:
  std::vector<session> read(std::string_view text) {
    std::istringstream lines{std::string{text}};
    for (std::string line; std::getline(lines, line);) take(line);
    for (session& s : sessions_) drop_blank_lines_at_end(s.expected.out);
    return std::move(sessions_);
  }

 private:
  void take(const std::string& line) {
    const std::string_view mark = std::string_view{line}.substr(0, 2);
    const std::string rest = line.size() > 2 ? line.substr(2) : "";
    if (mark == "# ") {
      title_ = rest;
    } else if (mark == "% ") {
      set_.push_back(rest);
    } else if (mark == "$ ") {
      sessions_.push_back({title_, set_, rest, {}});
    } else {
      take_result(mark, rest, line);
    }
  }

  void take_result(std::string_view mark, const std::string& rest, const std::string& line) {
    if (sessions_.empty()) {
      if (line.empty()) return;
      throw std::runtime_error{"a line before the first command: " + line};
    }
    session& s = sessions_.back();
    if (mark == "> ") {
      s.command += "\n" + rest;
    } else if (mark == "! " || line == "!") {
      s.expected.err += rest + "\n";
    } else if (mark == "= ") {
      s.expected.status = std::stoi(rest);
    } else {
      s.expected.out += line + "\n";
    }
  }

  std::string title_;
  variables set_;
  std::vector<session> sessions_;
};

}  // namespace

std::vector<session> read_transcript(std::string_view text) {
  return transcript_reader{}.read(text);
}

std::vector<session> read_help_examples(std::string_view help, const variables& set) {
  const std::string indent = "    ";
  std::vector<session> sessions;
  bool inside = false;
  std::istringstream lines{std::string{help}};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(indent + "$ ")) {
      sessions.push_back({"example", set, line.substr(indent.size() + 2), {}});
      inside = true;
    } else if (inside && line.starts_with(indent)) {
      sessions.back().expected.out += line.substr(indent.size()) + "\n";
    } else {
      inside = false;
    }
  }
  return sessions;
}

}  // namespace occur::testing
