# hw_embed(TARGET NAME FOLDER PATTERN...): makes the files of FOLDER part of TARGET. The code includes
# "embedded/NAME.h" and calls headwater::embedded::NAME(), a span of EmbeddedFile in order of path.
function(hw_embed target name folder)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    return()
  endif()
  set(out ${CMAKE_BINARY_DIR}/embedded)
  list(TRANSFORM ARGN PREPEND ${folder}/ OUTPUT_VARIABLE patterns)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${patterns})
  list(SORT files)
  set(assembly "  .section .rodata\n")
  set(symbols "")
  set(rows "")
  set(number 0)
  set(paths "")
  foreach(file IN LISTS files)
    set(symbol hw_embedded_${name}_${number})
    string(APPEND assembly "  .global ${symbol}\n  .global ${symbol}_end\n  .balign 16\n${symbol}:\n  .incbin \"${folder}/${file}\"\n${symbol}_end:\n  .byte 0\n")
    string(APPEND symbols "extern const char ${symbol};\nextern const char ${symbol}_end;\n")
    string(APPEND rows "    {\"${file}\", Between(&${symbol}, &${symbol}_end)},\n")
    list(APPEND paths ${folder}/${file})
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly "  .section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT ${out}/${name}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}/embedded/${name}.h CONTENT "// Generated: the files of one folder, embedded.
#pragma once
#include <span>
#include \"base/embedded.h\"
namespace headwater::embedded {
std::span<const EmbeddedFile> ${name}();
}
" @ONLY)
  file(CONFIGURE OUTPUT ${out}/${name}.cc CONTENT "// Generated: the files of one folder, embedded.
#include \"embedded/${name}.h\"
#include <array>
extern \"C\" {
${symbols}}
namespace headwater::embedded {
namespace {
[[maybe_unused]] std::string_view Between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }
}
std::span<const EmbeddedFile> ${name}() {
  static const std::array<EmbeddedFile, ${number}> files{{
${rows}  }};
  return files;
}
}
" @ONLY)
  set_source_files_properties(${out}/${name}.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${out}/${name}.S ${out}/${name}.cc)
  target_include_directories(${target} PRIVATE ${out})
endfunction()
