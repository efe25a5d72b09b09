// Edits a picture. Reads from stdin a line of steps and then a PNG or JPEG file; writes the edited picture as a file. The
// steps, with spaces between them, are done in their order:
//
//	size=WxH           scaled with a box filter when smaller, bilinear when larger
//	crop=X,Y,W,H       a part
//	gray  invert       colours
//	levels=LOW,HIGH    contrast: LOW becomes black, HIGH white
//	blur=R  sharpen=R  a box of 2R+1 pixels, twice
//	turn               by a quarter, clockwise
//	frame=N            a border, and a shadow drawn through a mask
//	colours=N          reduced to a palette of 2 to 256 colours, with Floyd and Steinberg's dithering
//	png=LEVEL jpeg=Q   how it is written; comes last. LEVEL is none, fast, good or best
package main

import (
	"bufio"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"strconv"
	"strings"
)

// cube has the palettes of 2, 3 … 6 shades a channel; 256 colours are those of Plan 9.
var cubes = map[int]color.Palette{}

func main() {
	for shades := 2; shades <= 6; shades++ {
		cubes[shades] = cube(shades)
	}
	input := bufio.NewReaderSize(os.Stdin, 1<<16)
	output := bufio.NewWriter(os.Stdout)
	if err := errors.Join(edit(input, output), output.Flush()); err != nil {
		os.Stderr.WriteString("go-image: " + err.Error() + "\n")
		os.Exit(1)
	}
}

func edit(input *bufio.Reader, output io.Writer) error {
	line, err := input.ReadString('\n')
	if err != nil {
		return err
	}
	decode := png.Decode
	if magic, _ := input.Peek(2); string(magic) == "\xff\xd8" {
		decode = jpeg.Decode
	}
	decoded, err := decode(input)
	if err != nil {
		return err
	}
	var picture draw.Image = image.NewRGBA(image.Rectangle{Max: decoded.Bounds().Size()})
	draw.Draw(picture, picture.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	for _, step := range strings.Fields(line) {
		name, value, _ := strings.Cut(step, "=")
		numbers, err := parse(value)
		rgba, full := picture.(*image.RGBA)
		switch {
		case name == "png":
			levels := map[string]png.CompressionLevel{"none": png.NoCompression, "fast": png.BestSpeed, "good": png.DefaultCompression, "best": png.BestCompression}
			encoder := png.Encoder{CompressionLevel: levels[value]}
			return encoder.Encode(output, picture)
		case err != nil || !full:
			return errors.New("step " + step + " cannot be done")
		case name == "jpeg" && len(numbers) == 1:
			return jpeg.Encode(output, picture, &jpeg.Options{Quality: numbers[0]})
		case name == "size" && len(numbers) == 2 && numbers[0] > 0 && numbers[1] > 0:
			picture = scaled(rgba, numbers[0], numbers[1])
		case name == "crop" && len(numbers) == 4:
			part := image.Rect(0, 0, numbers[2], numbers[3])
			cropped := image.NewRGBA(part)
			draw.Draw(cropped, part, rgba, image.Pt(numbers[0], numbers[1]), draw.Src)
			picture = cropped
		case name == "gray":
			gray := image.NewGray(rgba.Rect)
			draw.Draw(gray, gray.Rect, rgba, image.Point{}, draw.Src)
			draw.Draw(rgba, rgba.Rect, gray, image.Point{}, draw.Src)
		case name == "invert":
			each(rgba, func(c uint8) uint8 { return 255 - c })
		case name == "levels" && len(numbers) == 2 && numbers[0] < numbers[1]:
			each(rgba, func(c uint8) uint8 { return clamp((int(c) - numbers[0]) * 255 / (numbers[1] - numbers[0])) })
		case name == "blur" && len(numbers) == 1:
			picture = blurred(blurred(rgba, numbers[0]), numbers[0])
		case name == "sharpen" && len(numbers) == 1:
			soft := blurred(rgba, numbers[0])
			for i, c := range rgba.Pix {
				rgba.Pix[i] = clamp(2*int(c) - int(soft.Pix[i]))
			}
		case name == "turn":
			picture = turned(rgba)
		case name == "frame" && len(numbers) == 1:
			picture = framed(rgba, numbers[0])
		case name == "colours" && len(numbers) == 1:
			reduced := image.NewPaletted(rgba.Rect, colours(numbers[0]))
			draw.FloydSteinberg.Draw(reduced, reduced.Rect, rgba, image.Point{})
			picture = reduced
		default:
			return errors.New("unknown step " + step)
		}
	}
	return errors.New("the steps do not end in png or jpeg")
}

// parse reads numbers with "," or "x" between them.
func parse(value string) (numbers []int, err error) {
	for _, text := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == 'x' }) {
		number, problem := strconv.Atoi(text)
		numbers, err = append(numbers, number), errors.Join(err, problem)
	}
	return
}

func clamp(value int) uint8 { return uint8(min(max(value, 0), 255)) }

// each changes all channels but alpha.
func each(m *image.RGBA, change func(uint8) uint8) {
	var table [256]uint8
	for c := range table {
		table[c] = change(uint8(c))
	}
	for i := range m.Pix {
		if i%4 != 3 {
			m.Pix[i] = table[m.Pix[i]]
		}
	}
}

func scaled(m *image.RGBA, width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		// In 256ths of a pixel of the source: where this row begins, and how much of it there is, at least one pixel.
		top, tall := y*m.Rect.Dy()*256/height, max(m.Rect.Dy()*256/height, 256)
		for x := range width {
			left, wide := x*m.Rect.Dx()*256/width, max(m.Rect.Dx()*256/width, 256)
			sums, total := [4]int{}, 0
			for sy := top >> 8; sy<<8 < top+tall; sy++ {
				weight := min(sy<<8+256, top+tall) - max(sy<<8, top)
				for sx := left >> 8; sx<<8 < left+wide; sx++ {
					w := weight * (min(sx<<8+256, left+wide) - max(sx<<8, left))
					at := m.PixOffset(min(sx, m.Rect.Dx()-1), min(sy, m.Rect.Dy()-1))
					for c := range sums {
						sums[c] += w * int(m.Pix[at+c])
					}
					total += w
				}
			}
			at := out.PixOffset(x, y)
			for c, sum := range sums {
				out.Pix[at+c] = uint8((sum + total/2) / total)
			}
		}
	}
	return out
}

// blurred takes the mean over a box, with running sums, first along rows and then along columns.
func blurred(m *image.RGBA, radius int) *image.RGBA {
	half, out := image.NewRGBA(m.Rect), image.NewRGBA(m.Rect)
	for y := range m.Rect.Dy() {
		line(half.Pix[y*m.Stride:], m.Pix[y*m.Stride:], m.Rect.Dx(), 4, radius)
	}
	for x := range m.Rect.Dx() {
		line(out.Pix[x*4:], half.Pix[x*4:], m.Rect.Dy(), m.Stride, radius)
	}
	return out
}

func line(to, from []uint8, count, step, radius int) {
	for c := range 4 {
		sum := 0
		at := func(i int) int { return int(from[min(max(i, 0), count-1)*step+c]) }
		for i := -radius; i < radius; i++ {
			sum += at(i)
		}
		for i := range count {
			sum += at(i + radius)
			to[i*step+c] = uint8(sum / (2*radius + 1))
			sum -= at(i - radius)
		}
	}
}

func turned(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.Rect.Dy(), m.Rect.Dx()))
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			out.SetRGBA(m.Rect.Dy()-1-y, x, m.RGBAAt(x, y))
		}
	}
	return out
}

func framed(m *image.RGBA, border int) *image.RGBA {
	size := m.Rect.Size().Add(image.Pt(2*border, 2*border))
	out, shadow := image.NewRGBA(image.Rectangle{Max: size}), image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, image.NewUniform(color.RGBA{250, 246, 238, 255}), image.Point{}, draw.Src)
	inside := m.Rect.Add(image.Pt(border, border))
	draw.Draw(shadow, inside.Add(image.Pt(border/3, border/3)), image.NewUniform(color.Alpha{160}), image.Point{}, draw.Src)
	draw.DrawMask(out, out.Rect, image.Black, image.Point{}, blurred(shadow, border/4), image.Point{}, draw.Over)
	draw.Draw(out, inside, m, image.Point{}, draw.Over)
	return out
}

func colours(count int) color.Palette {
	shades := 2
	for (shades+1)*(shades+1)*(shades+1) <= count && shades < 6 {
		shades++
	}
	switch {
	case count < 8:
		return color.Palette{color.Black, color.White}
	case count >= 256:
		return palette.Plan9
	}
	return cubes[shades]
}

func cube(shades int) (colours color.Palette) {
	for i := range shades * shades * shades {
		shade := func(n int) uint8 { return uint8(n % shades * 255 / (shades - 1)) }
		colours = append(colours, color.RGBA{shade(i / shades / shades), shade(i / shades), shade(i), 255})
	}
	return
}
