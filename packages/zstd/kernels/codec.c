/*
 * What JavaScript calls. Results are bytes, or the negative of zstd's error code.
 * Frames carry no magic number, no checksum and no id of the dictionary, which the dataset knows and its log and
 * images check: eight to twelve bytes less a value. They always carry the size of their content.
 */
#define ZSTD_STATIC_LINKING_ONLY
#define ZDICT_STATIC_LINKING_ONLY
#include <stdlib.h>
#include "zdict.h"
#include "zstd.h"
#include "zstd_errors.h"

#define EXPORT(name) __attribute__((export_name(name)))

typedef struct {
  ZSTD_CCtx *context;
  ZSTD_CDict *dictionary;
} Compressor;

typedef struct {
  ZSTD_DCtx *context;
  ZSTD_DDict *dictionary;
} Decompressor;

static int result(size_t code) {
  return ZSTD_isError(code) ? -(int)ZSTD_getErrorCode(code) : (int)code;
}

EXPORT("take") void *take(size_t bytes) { return malloc(bytes); }
EXPORT("give") void give(void *block) { free(block); }

EXPORT("closeCompressor") void closeCompressor(Compressor *compressor) {
  ZSTD_freeCCtx(compressor->context);
  ZSTD_freeCDict(compressor->dictionary);
  free(compressor);
}

/* The dictionary stays where it is and is read until the end. 0: no memory, or no dictionary of zstd's. */
EXPORT("openCompressor")
Compressor *openCompressor(int level, const void *dictionary, size_t bytes) {
  Compressor *compressor = calloc(1, sizeof(Compressor));
  if (!compressor) return 0;
  ZSTD_CCtx *context = compressor->context = ZSTD_createCCtx();
  int isOpen = context != 0;
  if (isOpen && bytes > 0) {
    compressor->dictionary = ZSTD_createCDict_advanced(
        dictionary, bytes, ZSTD_dlm_byRef, ZSTD_dct_fullDict, ZSTD_getCParams(level, 0, bytes), ZSTD_defaultCMem);
    isOpen = compressor->dictionary && !ZSTD_isError(ZSTD_CCtx_refCDict(context, compressor->dictionary));
  }
  isOpen = isOpen && !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_format, ZSTD_f_zstd1_magicless)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 0));
  if (isOpen) return compressor;
  closeCompressor(compressor);
  return 0;
}

EXPORT("compress")
int compress(Compressor *compressor, void *target, size_t targetBytes, const void *source, size_t bytes) {
  return result(ZSTD_compress2(compressor->context, target, targetBytes, source, bytes));
}

EXPORT("closeDecompressor") void closeDecompressor(Decompressor *decompressor) {
  ZSTD_freeDCtx(decompressor->context);
  ZSTD_freeDDict(decompressor->dictionary);
  free(decompressor);
}

EXPORT("openDecompressor")
Decompressor *openDecompressor(const void *dictionary, size_t bytes) {
  Decompressor *decompressor = calloc(1, sizeof(Decompressor));
  if (!decompressor) return 0;
  ZSTD_DCtx *context = decompressor->context = ZSTD_createDCtx();
  int isOpen = context != 0;
  if (isOpen && bytes > 0) {
    decompressor->dictionary =
        ZSTD_createDDict_advanced(dictionary, bytes, ZSTD_dlm_byRef, ZSTD_dct_fullDict, ZSTD_defaultCMem);
    isOpen = decompressor->dictionary && !ZSTD_isError(ZSTD_DCtx_refDDict(context, decompressor->dictionary));
  }
  isOpen = isOpen && !ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_format, ZSTD_f_zstd1_magicless));
  if (isOpen) return decompressor;
  closeDecompressor(decompressor);
  return 0;
}

EXPORT("decompress")
int decompress(Decompressor *decompressor, void *target, size_t targetBytes, const void *source, size_t bytes) {
  return result(ZSTD_decompressDCtx(decompressor->context, target, targetBytes, source, bytes));
}

/* Bytes that a frame says it holds; -1: it does not say, or is none. */
EXPORT("contentBytes")
double contentBytes(const void *frame, size_t bytes) {
  ZSTD_FrameHeader header;
  if (ZSTD_getFrameHeader_advanced(&header, frame, bytes, ZSTD_f_zstd1_magicless) != 0) return -1;
  if (header.frameType != ZSTD_frame || header.frameContentSize == ZSTD_CONTENTSIZE_UNKNOWN) return -1;
  return (double)header.frameContentSize;
}

/* Samples lie one behind the other; `sizes` are theirs. */
EXPORT("train")
int train(void *target, size_t targetBytes, const void *samples, const size_t *sizes, unsigned count, int level) {
  ZDICT_fastCover_params_t parameters = {.d = 8, .steps = 4, .nbThreads = 1, .zParams = {.compressionLevel = level}};
  return result(
      ZDICT_optimizeTrainFromBuffer_fastCover(target, targetBytes, samples, sizes, count, &parameters));
}
