#include "shell.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>

namespace occur::testing {
namespace {

using file = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

file temporary_file() {
  file f{std::tmpfile(), &std::fclose};
  if (!f) throw std::runtime_error{"no temporary file"};
  return f;
}

std::string contents(std::FILE* f) {
  std::rewind(f);
  std::string text;
  std::array<char, 4096> part{};
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), f)) {
    text.append(part.data(), got);
  }
  return text;
}

int status_of(pid_t child) {
  constexpr int signal_base = 128;
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error{"lost a child"};
  return WIFEXITED(status) ? WEXITSTATUS(status) : signal_base + WTERMSIG(status);
}

[[noreturn]] void become_shell(const std::string& command, variables set) {
  set.insert(set.begin(),
             "PATH=" + std::filesystem::path{OCCUR_TOOL}.parent_path().string() + ":/usr/bin:/bin");
  std::vector<char*> environment;
  for (std::string& s : set) environment.push_back(s.data());
  environment.push_back(nullptr);
  std::string script = command;
  std::array<char, 3> shell{"sh"};
  std::array<char, 3> option{"-c"};
  std::array<char*, 4> arguments{shell.data(), option.data(), script.data(), nullptr};
  ::execve("/bin/sh", arguments.data(), environment.data());
  ::_exit(127);
}

}  // namespace

command_result run_shell(const std::string& command, const variables& set) {
  const file out = temporary_file();
  const file err = temporary_file();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error{"cannot fork"};
  if (child == 0) {
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(::fileno(out.get()), STDOUT_FILENO);
    ::dup2(::fileno(err.get()), STDERR_FILENO);
    become_shell(command, set);
  }
  const int status = status_of(child);
  return {status, contents(out.get()), contents(err.get())};
}

command_result run_on_terminal(const std::string& command, const variables& set) {
  winsize size{};
  size.ws_row = 24;
  size.ws_col = 80;
  int master = -1;
  const pid_t child = ::forkpty(&master, nullptr, nullptr, &size);
  if (child < 0) throw std::runtime_error{"no terminal"};
  if (child == 0) become_shell(command, set);
  std::string shown;
  std::array<char, 4096> part{};
  for (ssize_t got = 0; (got = ::read(master, part.data(), part.size())) > 0;) {
    shown.append(part.data(), static_cast<std::size_t>(got));
  }
  ::close(master);
  return {status_of(child), shown, {}};
}

std::string quoted(const std::string& text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return word + "'";
}

}  // namespace occur::testing
