# cpp_bytes(FILE OUT): sets OUT to the file's bytes as the elements of a C++ char array, a
# final zero included.
function(cpp_bytes file out)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  set(${out} "${bytes}'\\0'" PARENT_SCOPE)
endfunction()
