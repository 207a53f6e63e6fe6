# cmake -DOUT=file.cpp "-DFILES=a.json;b.json" -P embed-definitions.cmake: the files as entries of tools/waymark's table.
set(entries "")
foreach(file IN LISTS FILES)
  cmake_path(GET file STEM name)
  file(READ ${file} text)
  string(APPEND entries "    {\"${name}\", R\"__json__(${text})__json__\"},\n")
endforeach()
file(WRITE ${OUT}
  "#include \"definitions.h\"\n\nnamespace waymark::tool {\n\n"
  "const std::vector<Definition>& definitions() {\n  static const std::vector<Definition> all = {\n${entries}  };\n"
  "  return all;\n}\n\n}  // namespace waymark::tool\n")
