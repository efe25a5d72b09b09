module go-image

go 1.27
