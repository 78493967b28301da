package rowplan

import (
	"encoding/binary"
	"math"

	"github.com/azoth-orm/azoth/types"
)

// AppendKey writes v, a part of a primary key, so that different values give different bytes; an integer has one form whatever its Go
// type. sql is the column's type, or nil where it is not known.
func AppendKey(b []byte, v types.Value, sql types.Type) []byte {
	if v.Kind() == types.KindOther {
		if e, err := types.Encode(sql, v, types.Native{}); err == nil {
			v = e
		}
	}
	b = append(b, byte(v.Kind()))
	switch v.Kind() {
	case types.KindBool, types.KindInt64:
		return binary.BigEndian.AppendUint64(b, uint64(v.Int64()))
	case types.KindFloat64:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float64()))
	case types.KindTime:
		return binary.BigEndian.AppendUint64(b, uint64(v.Time().UnixMicro()))
	case types.KindText, types.KindBytes:
		s := v.Text()
		return append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}
