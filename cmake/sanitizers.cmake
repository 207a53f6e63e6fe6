# WAYMARK_SANITIZE: every memory error and every undefined behaviour ends the process, so a test cannot pass over it.
if(WAYMARK_SANITIZE)
  # vptr checks need RTTI, which the core does not have.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all
    -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=address,undefined)
  if(WAYMARK_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
endif()
